using Nvr.Mp4;

namespace Nvr.Storage.Writing;

internal enum WriteKind
{
    Append,
    Close,
}

/// <summary>One thing for the writer thread to do. It owns the fragment until it is written or dropped.</summary>
internal readonly record struct WriteCommand(WriteKind Kind, SegmentSink Sink, Fragment? Fragment, long EndUs);
