namespace Nvr.Board.Buttons;

/// <summary>
/// Takes the bouncing out of a button: a change counts when the line has stayed as it is for a while, and counts from the moment at which it came to rest.
/// Owned by one thread; time is monotonic, so that a step of the wall clock neither presses nor lets go.
/// </summary>
public sealed class SteadyButton
{
    /// <summary>Contacts of push buttons bounce for up to 10 ms; a finger is not shorter than 40.</summary>
    public const long RestMs = 25;

    private bool raw;
    private long rawSinceMs;

    public bool IsPressed { get; private set; }

    /// <summary>The moment of the last change that counted.</summary>
    public long SinceMs { get; private set; }

    /// <summary>True where the line is as it was last counted.</summary>
    public bool IsAtRest => raw == IsPressed;

    public void Take(ButtonEdge edge)
    {
        if (edge.IsPressed != raw)
        {
            raw = edge.IsPressed;
            rawSinceMs = edge.MonotonicMs;
        }
    }

    /// <summary>Looks at the clock. The change, when one has come to rest; null when there is none.</summary>
    public ButtonEdge? Advance(long nowMs)
    {
        if (IsAtRest || nowMs - rawSinceMs < RestMs)
        {
            return null;
        }
        IsPressed = raw;
        SinceMs = rawSinceMs;
        return new ButtonEdge(IsPressed, rawSinceMs);
    }
}
