using Nvr.Core;
using Nvr.Mp4;
using Nvr.Storage;

namespace Nvr.Recording.Tests.Fakes;

/// <summary>Keeps what would be written: a list of segments with their fragment entries, and the gaps.</summary>
internal sealed class FakeFootageWriter : IFootageWriter
{
    public List<WrittenSegment> Segments { get; } = [];

    public List<(long StartUs, long EndUs, GapReason Reason)> Gaps { get; } = [];

    public ISegmentSink Begin(NewSegment segment)
    {
        var written = new WrittenSegment(segment);
        Segments.Add(written);
        return written;
    }

    public void AddGap(CameraId camera, StreamKind stream, long startMonotonicUs, long endMonotonicUs, GapReason reason, string detail) =>
        Gaps.Add((startMonotonicUs, endMonotonicUs, reason));

    internal sealed class WrittenSegment(NewSegment segment) : ISegmentSink
    {
        public NewSegment Segment { get; } = segment;

        public List<FragmentEntry> Fragments { get; } = [];

        public long? EndUs { get; private set; }

        public void Append(Fragment fragment)
        {
            Assert.Null(EndUs);
            Fragments.Add(fragment.Entry);
            fragment.Dispose();
        }

        public void Close(long endMonotonicUs)
        {
            Assert.Null(EndUs);
            EndUs = endMonotonicUs;
        }
    }
}
