namespace Nvr.Adoption.Healing;

/// <summary>
/// Tells a dead camera from a dead network, as a pure function: when everything around a camera fell silent with it, the cause is what they
/// share. What was silent long before or fell silent long after has a cause of its own and is no witness.
/// </summary>
internal static class OutageJudge
{
    /// <param name="device">The one that is asked about; null times mean well.</param>
    /// <param name="others">The other devices of the same network.</param>
    /// <param name="together">How far apart in time one cause can be noticed.</param>
    public static bool IsDown(DeviceSilence device, IEnumerable<DeviceSilence> others, TimeSpan together)
    {
        if (device is not { IsSilent: true, IllSinceUs: { } sinceUs })
        {
            return false;
        }
        DeviceSilence[] witnesses =
            [.. others.Where(o => !o.IsSilent || o.IllSinceUs is not { } us || Math.Abs(us - sinceUs) <= (long)together.TotalMicroseconds)];
        return witnesses.Length > 0 && witnesses.All(w => w.IsSilent);
    }
}
