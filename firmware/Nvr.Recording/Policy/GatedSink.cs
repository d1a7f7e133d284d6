using Nvr.Mp4;
using Nvr.Storage;

namespace Nvr.Recording.Policy;

/// <summary>
/// One segment of a stream as the recorder makes it; of it there are as many files on disk as the policy asks for: none, one, or several with pauses
/// between them. What is not <see cref="ISegmentSink"/> is the gate's, which holds its lock.
/// </summary>
internal sealed class GatedSink(StreamGate gate, NewSegment segment, IFootageWriter writer) : ISegmentSink
{
    private ISegmentSink? file;

    /// <summary>Where the segment ends, once it has; for what of it is kept until later.</summary>
    public long? EndUs { get; set; }

    public void Append(Fragment fragment) => gate.Take(this, fragment);

    public void Close(long endMonotonicUs) => gate.End(this, endMonotonicUs);

    public long StartUs(in FragmentEntry entry) => segment.StartMonotonicUs + ToUs(entry.Start90k);

    public long EndOf(in FragmentEntry entry) => segment.StartMonotonicUs + ToUs(entry.Start90k + entry.Duration90k);

    /// <summary>Passes the fragment, and its ownership, on to a file.</summary>
    public void Write(Fragment fragment) => (file ??= writer.Begin(segment)).Append(fragment);

    /// <summary>Ends the file, if there is one.</summary>
    public void EndFile(long endUs)
    {
        file?.Close(endUs);
        file = null;
    }

    private static long ToUs(long ticks90k) => ticks90k * 100 / 9;
}
