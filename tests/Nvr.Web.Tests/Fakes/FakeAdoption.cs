using Nvr.Adoption;
using Nvr.Adoption.Adopting;
using Nvr.Adoption.Devices;
using Nvr.Core;
using Nvr.Recording.Cameras;
using Nvr.Recording.Streams;

namespace Nvr.Web.Tests.Fakes;

/// <summary>Devices in memory that keep the contract for ids; it remembers what was asked of it.</summary>
public sealed class FakeAdoption : IAdoption
{
    public AdoptionMode Mode { get; set; } = AdoptionMode.Auto;

    public List<DeviceReport> Reports { get; } = [];

    public List<(DeviceId Id, AdoptionRequest Request)> Adopted { get; } = [];

    public CameraAccount? Site { get; private set; }

    public IReadOnlyList<DeviceReport> List() => [.. Reports];

    public Task<DeviceReport> AdoptAsync(DeviceId id, AdoptionRequest request, CancellationToken cancellation)
    {
        DeviceReport report = Find(id);
        Adopted.Add((id, request));
        return Task.FromResult(report);
    }

    /// <summary>What is said instead of where a picture is.</summary>
    public NvrException? NoPicture { get; set; }

    public Task<StreamAddress> FindPictureAsync(DeviceId id, CancellationToken cancellation) => NoPicture is { } none
        ? throw none
        : Task.FromResult(new StreamAddress(new Uri($"rtsp://{Find(id).Device.Address}/small"), null, null, CameraTransport.Auto, WantAudio: false, null));

    public DeviceReport Ignore(DeviceId id)
    {
        DeviceReport ignored = Find(id) with { Device = Find(id).Device with { State = DeviceState.Ignored } };
        Reports[Reports.FindIndex(r => r.Device.DeviceId == id)] = ignored;
        return ignored;
    }

    public Task<DeviceReport> RevertAsync(DeviceId id, CancellationToken cancellation) => Task.FromResult(Find(id));

    public void SetSiteAccount(CameraAccount account) =>
        Site = account.Password.Length > 0 ? account : throw new NvrException(ErrorKind.InvalidInput, "The password must have 8 to 16 characters.");

    private DeviceReport Find(DeviceId id) => Reports.Find(r => r.Device.DeviceId == id) ?? throw new NvrException(ErrorKind.NotFound, "There is no such device.");
}
