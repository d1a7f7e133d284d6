using Nvr.Board.Parts;

namespace Nvr.Board.Lines;

/// <summary>
/// The lines of a board: LEDs, buttons, buzzer, fan. Thread-safe. "On" is what the board file calls on, whatever level that is. Failures are
/// <see cref="Nvr.Core.NvrException"/>: NotFound for a controller or chip that is not there, Unreachable for one that does not answer.
/// </summary>
public interface IBoardLines : IDisposable
{
    void Write(LinePlace line, bool on);

    /// <summary>Sets how bright, or how fast: 0 to 1. A line that can only be on or off is on from a half on.</summary>
    void Dim(LinePlace line, double fraction);

    bool Read(LinePlace line);

    /// <summary>
    /// Tells each change of an input from now on, with its moment by the monotonic clock, on a thread of the board's; the receiver must be quick and not fail.
    /// Ends when what is returned is disposed of.
    /// </summary>
    IDisposable Watch(LinePlace line, Action<LineEdge> onEdge);
}
