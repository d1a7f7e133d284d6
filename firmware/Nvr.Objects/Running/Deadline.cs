namespace Nvr.Objects.Running;

/// <summary>
/// Bounds one call into native code at a time: first it is asked to stop, and where it does not, <paramref name="giveUp"/> is called, on another thread, to end the process: native code cannot be left otherwise. Thread-safe.
/// </summary>
/// <param name="patience">Until it is asked.</param>
/// <param name="end">Until it is given up, in addition.</param>
public sealed class Deadline(TimeProvider time, TimeSpan patience, TimeSpan end, Action giveUp)
{
    public TimeSpan Patience => patience;

    /// <summary>Until the result is disposed, the call has time.</summary>
    /// <param name="stop">Asks the call to stop.</param>
    public IDisposable Begin(Action stop)
    {
        bool isAsked = false;
        return time.CreateTimer(
            _ =>
            {
                (bool wasAsked, isAsked) = (isAsked, true);
                (wasAsked ? giveUp : stop)();
            },
            null,
            patience,
            end);
    }
}
