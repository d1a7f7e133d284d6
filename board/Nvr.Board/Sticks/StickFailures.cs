using Nvr.Core;

namespace Nvr.Board.Sticks;

/// <summary>The sentences of what can go wrong with a stick that could be used a moment ago.</summary>
public static class StickFailures
{
    public static NvrException Gone(Exception? cause = null) => new(ErrorKind.NotFound, "The USB key is no longer there.", cause) { NextStep = "Insert it again." };

    public static NvrException Busy(Exception? cause = null) =>
        new(ErrorKind.Conflict, "The USB key is in use: a file on it is still open.", cause) { NextStep = "Wait until nothing is written to it any more, then release it again." };
}
