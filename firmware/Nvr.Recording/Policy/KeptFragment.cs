using Nvr.Mp4;

namespace Nvr.Recording.Policy;

/// <summary>A fragment in memory, with the segment it belongs to and its time on the monotonic clock. Whoever holds it owns the fragment.</summary>
internal readonly record struct KeptFragment(GatedSink Segment, Fragment Fragment, long StartUs, long EndUs)
{
    public KeptFragment(GatedSink segment, Fragment fragment)
        : this(segment, fragment, segment.StartUs(fragment.Entry), segment.EndOf(fragment.Entry))
    {
    }

    public bool IsKey => Fragment.Entry.StartsWithRandomAccess;

    public int Bytes => Fragment.Entry.Bytes;
}
