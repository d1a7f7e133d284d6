namespace Nvr.Adoption.Devices;

/// <summary>
/// The life of a device as a pure function: found → identified → needs a password → set up → recording, and lost and found again. News that
/// means nothing in a state leaves it as it is, so that news may come late or twice.
/// </summary>
public static class DeviceLife
{
    /// <param name="state">Where the device is now.</param>
    /// <param name="news">What was learnt.</param>
    /// <param name="hasCameras">Whether sources of it are cameras of this box: such a device comes back as set up, not as a stranger.</param>
    public static DeviceState Next(DeviceState state, DeviceNews news, bool hasCameras) => news switch
    {
        DeviceNews.Ignore => DeviceState.Ignored,
        DeviceNews.Welcome => state == DeviceState.Ignored ? Beginning(hasCameras) : state,
        _ when state == DeviceState.Ignored => DeviceState.Ignored,
        DeviceNews.Gone => DeviceState.Lost,
        DeviceNews.RecordingBegan => hasCameras ? DeviceState.Recording : state,
        DeviceNews.SetUp => state == DeviceState.Recording ? state : DeviceState.SetUp,
        DeviceNews.Seen => state == DeviceState.Lost ? Beginning(hasCameras) : state,
        DeviceNews.Released => state is DeviceState.SetUp or DeviceState.Recording ? DeviceState.Identified : state,
        _ when state == DeviceState.Lost => DeviceState.Lost,
        DeviceNews.PasswordNeeded => DeviceState.NeedsPassword,
        DeviceNews.Identified => state == DeviceState.Found ? DeviceState.Identified : state,
        DeviceNews.RecordingStopped => state == DeviceState.Recording ? DeviceState.SetUp : state,
        _ => state,
    };

    private static DeviceState Beginning(bool hasCameras) => hasCameras ? DeviceState.SetUp : DeviceState.Found;
}
