using Nvr.Board.Parts;
using Nvr.Core.Time;

namespace Nvr.Board.Lines;

/// <summary>The lines of a board without hardware: outputs can be looked at, inputs are set by hand. Thread-safe.</summary>
public sealed class SimulatedLines(BoxClock clock) : IBoardLines
{
    private readonly Lock gate = new();
    private readonly Dictionary<LinePlace, double> levels = [];
    private readonly Dictionary<LinePlace, List<Action<LineEdge>>> watchers = [];

    public void Write(LinePlace line, bool on) => Dim(line, on ? 1 : 0);

    public void Dim(LinePlace line, double fraction)
    {
        lock (gate)
        {
            levels[line] = fraction;
        }
    }

    public bool Read(LinePlace line) => Level(line) >= 0.5;

    /// <summary>How bright an output is, 0 to 1.</summary>
    public double Level(LinePlace line)
    {
        lock (gate)
        {
            return levels.GetValueOrDefault(line);
        }
    }

    /// <summary>Sets an input, as a finger on a button does; whoever watches it is told before this returns.</summary>
    public void Press(LinePlace line, bool on)
    {
        Action<LineEdge>[] told;
        lock (gate)
        {
            bool before = levels.GetValueOrDefault(line) >= 0.5;
            levels[line] = on ? 1 : 0;
            told = before == on ? [] : [.. watchers.GetValueOrDefault(line) ?? []];
        }
        var edge = new LineEdge(on, clock.MonotonicUs / 1000);
        foreach (Action<LineEdge> watcher in told)
        {
            watcher(edge);
        }
    }

    public IDisposable Watch(LinePlace line, Action<LineEdge> onEdge)
    {
        lock (gate)
        {
            (watchers.TryGetValue(line, out List<Action<LineEdge>>? all) ? all : watchers[line] = []).Add(onEdge);
        }
        return new Watching(this, line, onEdge);
    }

    public void Dispose()
    {
        lock (gate)
        {
            watchers.Clear();
        }
    }

    private sealed class Watching(SimulatedLines lines, LinePlace line, Action<LineEdge> onEdge) : IDisposable
    {
        public void Dispose()
        {
            lock (lines.gate)
            {
                lines.watchers.GetValueOrDefault(line)?.Remove(onEdge);
            }
        }
    }
}
