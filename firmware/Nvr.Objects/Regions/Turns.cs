namespace Nvr.Objects.Regions;

/// <summary>
/// Divides looks among cameras: no more than so many a second over all of them, none while the last still costs more than its share, and always the camera next that has waited longest. One thread; no clock of its own: pictures
/// carry their times.
/// </summary>
/// <param name="mostASecond">Looks, over all cameras.</param>
/// <param name="share">Of one core that looks may take in the mean, 0 to 1.</param>
public sealed class Turns(double mostASecond, double share)
{
    /// <summary>A camera that asked and asks no more sends no pictures.</summary>
    private const long WaitsUs = 1_000_000;

    private readonly Dictionary<int, long> asked = [];
    private readonly Dictionary<int, long> served = [];
    private long newestUs = long.MinValue / 4;
    private long freeUs = long.MinValue / 4;

    /// <summary>This camera has a picture that is worth a look.</summary>
    /// <param name="timeUs">Of that picture, monotonic.</param>
    public void Ask(int camera, long timeUs)
    {
        newestUs = Math.Max(newestUs, timeUs);
        asked[camera] = newestUs;
    }

    /// <summary>May the camera that has just asked look now? If so, its turn is taken.</summary>
    public bool Take(int camera)
    {
        if (newestUs < freeUs || asked.Any(a => a.Key != camera && newestUs - a.Value <= WaitsUs && ServedOf(a.Key) < ServedOf(camera)))
        {
            return false;
        }
        served[camera] = newestUs;
        asked.Remove(camera);
        freeUs = newestUs + (long)(1e6 / mostASecond);
        return true;
    }

    /// <summary>Nothing moves there: it waits for no turn.</summary>
    public void Withdraw(int camera) => asked.Remove(camera);

    /// <summary>What the look that was taken last has cost.</summary>
    public void Cost(TimeSpan time) => freeUs = Math.Max(freeUs, newestUs + (long)(time.TotalMicroseconds * ((1 / share) - 1)));

    private long ServedOf(int camera) => served.GetValueOrDefault(camera, long.MinValue / 4);
}
