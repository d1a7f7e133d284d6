using Nvr.Adoption.Devices;
using Nvr.Recording.Cameras;

namespace Nvr.Adoption.Adopting;

/// <summary>
/// Compares the book with the cameras that there are and with what they do. For one thread at a time: the adopter's rounds. It remembers which
/// cameras it has seen, so that one that an owner deleted differs from a list of cameras that was lost.
/// </summary>
internal sealed class CameraWatch(AdoptionRoom room)
{
    private bool isFirstRound = true;

    /// <summary>Moves one device on; <paramref name="visit"/> is its case.</summary>
    public void Look(DeviceRecord device, DeviceCase visit)
    {
        device = Forget(device);
        if (!device.HasCameras)
        {
            return;
        }
        CameraView[] cameras = [.. device.Sources.Select(s => room.Cameras.Find(s.CameraId)).OfType<CameraView>()];
        if (cameras.Any(IsRecording))
        {
            (visit.DarkSinceUs, visit.DarkVisits) = (0, 0);
            Tell(device, DeviceState.Recording, DeviceNews.RecordingBegan);
            AskForRates(visit, cameras);
            NotePort(device);
            return;
        }
        if (device.State == DeviceState.Recording)
        {
            room.Book.Tell(device.DeviceId, DeviceNews.RecordingStopped);
        }
        LookIntoTheDark(device, visit, cameras);
    }

    /// <summary>Call after each round.</summary>
    public void EndRound() => isFirstRound = false;

    private static bool IsRecording(CameraView camera) => camera.Streams.Any(s => s.State == CameraState.Recording);

    private static bool IsOut(CameraView camera) =>
        camera.Settings.Enabled && camera.Streams.All(s => s.State is CameraState.Unreachable or CameraState.Connecting or CameraState.Refused);

    /// <summary>A camera that its owner deleted is not to come back by itself.</summary>
    private DeviceRecord Forget(DeviceRecord device)
    {
        DeviceSource[] gone = [.. device.Sources.Where(s => room.Cameras.Find(s.CameraId) is null)];
        // All cameras at once, before anybody could delete one: their list was lost, and they are to be found again.
        bool wasLost = isFirstRound && gone.Length > 0 && room.Cameras.List().Count == 0;
        foreach (DeviceSource source in gone)
        {
            room.Book.RemoveCamera(source.CameraId);
        }
        DeviceRecord now = gone.Length > 0 ? room.Book.Find(device.DeviceId) ?? device : device;
        return gone.Length > 0 && !now.HasCameras && !wasLost ? room.Book.Tell(device.DeviceId, DeviceNews.Ignore) : now;
    }

    /// <summary>Ports are looked at every few seconds: a camera may record before its own tells of it, and be moved to another while it does.</summary>
    private void NotePort(DeviceRecord device)
    {
        if (room.Options.PlugOf(device).Port is { } port && port != device.Port)
        {
            room.Book.NotePort(device.DeviceId, port);
        }
    }

    /// <summary>Fewer pictures come than the device once said: before the network is blamed, it is asked what it is set to now.</summary>
    private void AskForRates(DeviceCase visit, CameraView[] cameras)
    {
        if (visit.DueUs == DeviceCase.Never && cameras.Any(c => room.Network.IsRateDoubtful(c.Id)))
        {
            visit.DueUs = room.Clock.MonotonicUs;
        }
    }

    /// <summary>Without a picture: its streams may have moved to another port, and after a while the device counts as gone.</summary>
    private void LookIntoTheDark(DeviceRecord device, DeviceCase visit, CameraView[] cameras)
    {
        bool isOut = cameras.Length > 0 && cameras.All(IsOut);
        long nowUs = room.Clock.MonotonicUs;
        visit.DarkSinceUs = !isOut ? 0 : visit.DarkSinceUs == 0 ? nowUs : visit.DarkSinceUs;
        if (!isOut)
        {
            return;
        }
        if (nowUs - visit.DarkSinceUs > room.Options.GoneAfter.TotalMicroseconds)
        {
            Tell(device, DeviceState.Lost, DeviceNews.Gone);
        }
        bool hasFailed = cameras.Any(c => c.Streams.Any(s => s.State != CameraState.Connecting));
        if (visit.DueUs == DeviceCase.Never && device.State != DeviceState.NeedsPassword && hasFailed)
        {
            visit.DueUs = nowUs + (long)Patience.After(visit.DarkVisits++).TotalMicroseconds;
        }
    }

    private void Tell(DeviceRecord device, DeviceState unless, DeviceNews news)
    {
        if (device.State != unless)
        {
            room.Book.Tell(device.DeviceId, news);
        }
    }
}
