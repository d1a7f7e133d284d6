namespace Nvr.Media.Capture;

/// <summary>
/// Tells a camera that was unplugged from a flicker of its cable: without a signal many drivers deliver a blue picture or snow, which is
/// nothing to record. Used by one thread, which asks once a second.
/// </summary>
internal sealed class SignalWatch
{
    private const int MostMissing = 3;

    private int missing;

    /// <summary>True once the signal has been away at three looks in a row.</summary>
    public bool IsLost(bool hasSignal)
    {
        missing = hasSignal ? 0 : missing + 1;
        return missing >= MostMissing;
    }
}
