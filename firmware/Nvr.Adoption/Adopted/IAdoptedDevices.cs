namespace Nvr.Adoption.Adopted;

/// <summary>The devices behind this box's cameras, as they are now. Thread-safe; never fails. Cameras entered by hand have none.</summary>
public interface IAdoptedDevices
{
    IReadOnlyList<AdoptedDevice> List();
}
