using System.Globalization;

namespace SimCamera.Log;

/// <summary>
/// What was really sent, frame by frame, in the order of sending: the truth that a checker compares recordings with. Keeps the last
/// <see cref="Capacity"/> entries in memory and, when a path is given, writes all of them as CSV lines
/// (<c>camera,stream,session,counter,utc_us,monotonic_us,key,bytes</c>). A frame is entered after its last packet was accepted by
/// the kernel, so a frame that a dying connection swallowed may be entered, and one never written is not. Thread-safe.
/// </summary>
public sealed class SendLog : IDisposable
{
    public const int Capacity = 200_000;
    private readonly Lock _gate = new();
    private readonly Queue<SentFrame> _recent = new();
    private readonly StreamWriter? _file;
    private long _total;

    internal SendLog(string? path)
    {
        _file = path is null ? null : new StreamWriter(path, append: false);
        _file?.WriteLine("camera,stream,session,counter,utc_us,monotonic_us,key,bytes");
        _file?.Flush();
    }

    /// <summary>Frames sent so far, over all cameras and sessions.</summary>
    public long Total => Interlocked.Read(ref _total);

    public IReadOnlyList<SentFrame> Snapshot()
    {
        lock (_gate)
        {
            return [.. _recent];
        }
    }

    public void Dispose()
    {
        lock (_gate)
        {
            _file?.Dispose();
        }
    }

    internal void Flush()
    {
        lock (_gate)
        {
            _file?.Flush();
        }
    }

    internal void Add(SentFrame frame)
    {
        lock (_gate)
        {
            _total++;
            _recent.Enqueue(frame);
            if (_recent.Count > Capacity)
            {
                _recent.Dequeue();
            }

            _file?.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"{frame.Camera},{frame.Stream},{frame.Session},{frame.Counter},{frame.UtcUs},{frame.MonotonicUs},{(frame.IsKey ? 1 : 0)},{frame.Bytes}"));
        }
    }
}
