using Microsoft.Win32.SafeHandles;
using Nvr.Mp4;
using Nvr.Storage.Disk;
using Nvr.Storage.Index;

namespace Nvr.Storage.Writing;

/// <summary>
/// One segment's file while it is written. Knows which of its fragments are durable; only those are ever told to the index.
/// Belongs to the writer thread. I/O failures are IOException; after one the file must not be written again.
/// </summary>
internal sealed class SegmentOutput(NewSegment segment, BlockWriter blocks) : IDisposable
{
    private readonly List<FragmentEntry> entries = [];
    private SafeFileHandle? file;
    private string path = "";
    private long length;
    private int durable;
    private int described;

    public NewSegment Segment { get; } = segment;

    public long Id { get; private set; }

    public StreamKey Stream => new(Segment.Camera, Segment.Stream);

    public bool IsOpen => file is not null;

    /// <summary>Written but not yet synced.</summary>
    public bool IsDirty => file is not null && durable < entries.Count;

    /// <summary>Whether the file's name is not yet durable.</summary>
    public bool IsNewName { get; private set; }

    public bool HasDurable => durable > 0;

    /// <summary>Whether the index knows less than is durable, or not yet that the segment has ended.</summary>
    public bool HasNews => durable > described || (durable > 0 && EndUs is not null);

    /// <summary>From when on footage is being lost; null while all is well.</summary>
    public long? LostFromUs { get; set; }

    /// <summary>Why <see cref="LostFromUs"/> is set, for the user.</summary>
    public string LostBecause { get; set; } = "";

    /// <summary>Tick count (ms) before which no new file is tried.</summary>
    public long RetryAtTick { get; set; }

    /// <summary>Set when the recorder has closed the segment.</summary>
    public long? EndUs { get; set; }

    public long StartUs => Segment.StartMonotonicUs + (entries.Count == 0 ? 0 : MediaTime.ToUs(entries[0].Start90k));

    /// <summary>End of what is durable.</summary>
    public long DurableEndUs => durable == 0 ? StartUs : Segment.StartMonotonicUs + MediaTime.EndUs(entries[durable - 1]);

    public long WrittenEndUs => entries.Count == 0 ? StartUs : Segment.StartMonotonicUs + MediaTime.EndUs(entries[^1]);

    /// <summary>Creates the file (it must not exist) and writes header and first fragment in one go.</summary>
    public void Create(long id, string filePath, byte[] header, Fragment first)
    {
        Id = id;
        path = filePath;
        entries.Clear();
        durable = 0;
        described = 0;
        length = 0;
        file ??= File.OpenHandle(path, FileMode.CreateNew, FileAccess.Write, FileShare.ReadWrite | FileShare.Delete);
        IsNewName = true;
        BlockWriter.Prepare(file);
        Write(header, first);
    }

    public void Append(Fragment fragment) => Write([], fragment);

    /// <summary>Makes what was written durable. The name is the caller's business (<see cref="NameIsDurable"/>).</summary>
    public void Sync()
    {
        Durable.SyncData(file!, path);
        durable = entries.Count;
    }

    public void IsDescribed() => described = durable;

    public void NameIsDurable() => IsNewName = false;

    public SegmentChange Describe(SegmentState state)
    {
        ReadOnlySpan<FragmentEntry> known = System.Runtime.InteropServices.CollectionsMarshal.AsSpan(entries)[..durable];
        long endUs = state == SegmentState.Closed && EndUs is { } end ? end : DurableEndUs;
        return new SegmentChange
        {
            Id = Id,
            Stream = Stream,
            BootId = Guid.Empty,
            StartUs = StartUs,
            DurationUs = Math.Max(0, endUs - StartUs),
            Bytes = durable == 0 ? 0 : EndOf(entries[durable - 1]),
            State = state,
            IsBackfilled = Segment.IsBackfilled,
            Tracks = Segment.Tracks,
            Fragments = FragmentTable.Pack(known),
        };
    }

    public void Dispose()
    {
        file?.Dispose();
        file = null;
    }

    // A failed write may have left a part: the next attempt begins at the same place and overwrites it.
    private void Write(ReadOnlySpan<byte> header, Fragment fragment)
    {
        long end = blocks.Write(file!, length, header, fragment.Parts);
        entries.Add((fragment.Entry with { Offset = length + header.Length }).Below(entries.Count > 0 ? entries[^1] : null));
        length = end;
    }

    private static long EndOf(in FragmentEntry entry)
    {
        long end = entry.Offset + entry.Bytes;
        return end + SegmentPadding.After(end);
    }
}
