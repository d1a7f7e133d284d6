using System.Globalization;
using Nvr.Adoption.Devices;
using Nvr.Core;
using Nvr.Recording.Cameras;

namespace Nvr.Adoption.Adopting;

/// <summary>Makes cameras of the sources of a device, and keeps their addresses right. Stateless; failures are those of the directory and the book.</summary>
internal sealed class CameraEntry(AdoptionRoom room)
{
    private const int LongestName = 56;

    /// <summary>Each source that is no camera yet becomes one. A camera that somebody entered by hand with the same address is that source, and so is one
    /// of before a reset, which is recorded again.</summary>
    public void Enter(DeviceRecord device, IReadOnlyList<FoundSource> sources, CameraAccount? account)
    {
        foreach ((int index, FoundSource source) in sources.Index())
        {
            if (device.Sources.Any(s => s.Token == source.Token))
            {
                continue;
            }
            CameraView? entered = FindByAddress(source);
            if (entered is { Settings.IsFormer: true })
            {
                room.Cameras.Update(entered.Id, entered.Settings with { Enabled = true, IsFormer = false, SubUrl = source.Sub, UserName = account?.UserName, Password = account?.Password ?? "" });
            }
            CameraId camera = entered?.Id ?? Create(NameOf(device, sources.Count > 1 ? index + 1 : null), source, account);
            room.Book.AddSource(device.DeviceId, source.Token, camera);
        }
    }

    /// <summary>The cameras of the device are called where its sources are now. One whose source is not there any more stays as it is.</summary>
    public void Refresh(DeviceRecord device, IReadOnlyList<FoundSource> sources, CameraAccount? account)
    {
        foreach (DeviceSource known in device.Sources)
        {
            FoundSource? source = sources.FirstOrDefault(s => s.Token == known.Token);
            if (source is not null && room.Cameras.Find(known.CameraId) is { } camera && Differs(camera, source, account))
            {
                Call(camera, source, account);
            }
        }
    }

    /// <summary>Same ports and paths at another host: for devices that cannot be asked where their streams are.</summary>
    public void Move(DeviceRecord device)
    {
        foreach (CameraView camera in device.Sources.Select(s => room.Cameras.Find(s.CameraId)).OfType<CameraView>())
        {
            Uri main = At(camera.Settings.MainUrl, device);
            if (main != camera.Settings.MainUrl)
            {
                room.Cameras.Update(camera.Id, camera.Settings with { MainUrl = main, SubUrl = camera.Settings.SubUrl is { } sub ? At(sub, device) : null });
            }
        }
    }

    /// <summary>The heir's sources, in their order, take the place of those of the device that it replaces; what is left over becomes cameras.</summary>
    public void Inherit(DeviceRecord heir, IReadOnlyList<FoundSource> sources, CameraAccount? account)
    {
        foreach ((DeviceSource old, FoundSource source) in heir.Sources.Zip(sources))
        {
            if (room.Cameras.Find(old.CameraId) is { } camera)
            {
                Call(camera, source, account ?? new CameraAccount("", ""));
                room.Book.AddSource(heir.DeviceId, source.Token, camera.Id);
            }
        }
        Enter(room.Book.Find(heir.DeviceId) ?? heir, sources, account);
    }

    private void Call(CameraView camera, FoundSource source, CameraAccount? account) => room.Cameras.Update(camera.Id, camera.Settings with
    {
        MainUrl = source.Main,
        SubUrl = source.Sub,
        UserName = account?.UserName ?? camera.Settings.UserName,
        Password = account?.Password,
    });

    // The directory does not tell passwords: with the same user it has the one that was accepted when the camera was made.
    private static bool Differs(CameraView camera, FoundSource source, CameraAccount? account) =>
        camera.Settings.MainUrl != source.Main
        || camera.Settings.SubUrl != source.Sub
        || (account is not null && (camera.Settings.UserName != account.UserName || camera.Streams.Any(s => s.State == CameraState.Unauthorised)));

    private CameraView? FindByAddress(FoundSource source) => room.Cameras.List().FirstOrDefault(c => IsSame(c.Settings.MainUrl, source.Main));

    // People leave the usual port out, devices name it.
    private static bool IsSame(Uri one, Uri other) =>
        one.Host == other.Host && PortOf(one) == PortOf(other) && one.PathAndQuery == other.PathAndQuery && one.Scheme == other.Scheme;

    private static int PortOf(Uri url) => url.Port > 0 ? url.Port : url.Scheme == "rtsps" ? 322 : 554;

    private CameraId Create(string name, FoundSource source, CameraAccount? account)
    {
        for (int attempt = 1; ; attempt++)
        {
            try
            {
                return room.Cameras.Create(new CameraSettings
                {
                    Name = attempt == 1 ? name : string.Create(CultureInfo.InvariantCulture, $"{name} ({attempt})"),
                    MainUrl = source.Main,
                    SubUrl = source.Sub,
                    UserName = account?.UserName,
                    Password = account?.Password,
                }).Id;
            }
            catch (NvrException e) when (e.Kind == ErrorKind.Conflict && attempt < DeviceBook.MaxDevices)
            {
                // The name is taken; devices of one model call themselves the same.
            }
        }
    }

    private static string NameOf(DeviceRecord device, int? number)
    {
        string name = DeviceName.Of(device);
        string kept = name.Length > LongestName ? name[..LongestName].TrimEnd() : name;
        return number is { } n ? string.Create(CultureInfo.InvariantCulture, $"{kept} {n}") : kept;
    }

    private static Uri At(Uri url, DeviceRecord device) => new UriBuilder(url) { Host = device.Address.ToString() }.Uri;
}
