using Nvr.Board.Lines;
using Nvr.Board.Parts;
using Nvr.Core;

namespace Nvr.Board.Tests;

/// <summary>Lines of which some cannot be set.</summary>
internal sealed class BreakableLines(SimulatedLines inner, Func<LinePlace, bool> isBroken) : IBoardLines
{
    public void Write(LinePlace line, bool on)
    {
        if (isBroken(line))
        {
            throw new NvrException(ErrorKind.Unreachable, "The chip does not answer.");
        }
        inner.Write(line, on);
    }

    public void Dim(LinePlace line, double fraction) => inner.Dim(line, fraction);

    public bool Read(LinePlace line) => inner.Read(line);

    public IDisposable Watch(LinePlace line, Action<LineEdge> onEdge) => inner.Watch(line, onEdge);

    public void Dispose() => inner.Dispose();
}
