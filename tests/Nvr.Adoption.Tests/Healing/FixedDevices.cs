using Nvr.Adoption.Adopted;

namespace Nvr.Adoption.Tests.Healing;

/// <summary>The devices that the test lists.</summary>
internal sealed class FixedDevices : IAdoptedDevices
{
    private volatile AdoptedDevice[] devices = [];

    public void Set(params AdoptedDevice[] now) => devices = now;

    public IReadOnlyList<AdoptedDevice> List() => devices;
}
