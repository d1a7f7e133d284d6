using Microsoft.Win32.SafeHandles;

namespace Nvr.Mp4.Scanning;

/// <summary>Goes through one segment file from the front; after a damaged place it looks for the next intact fragment.</summary>
internal sealed class SegmentScanner(SafeFileHandle file, ScanDepth depth)
{
    /// <summary>Bounds the work that a file full of false beginnings can cause; a disk leaves a handful.</summary>
    private const int MaxFalseBeginnings = 1000;

    private readonly List<FragmentEntry> fragments = [];
    private HeaderReader? header;
    private long validBytes;
    private long damagedBytes;
    private string? problem;
    private bool isUncertain;

    public SegmentScan Run()
    {
        long fileBytes = 0;
        try
        {
            fileBytes = RandomAccess.GetLength(file);
            header = HeaderReader.Read(file);
            problem = header.Problem;
            validBytes = header.HeaderBytes;
            if (header.HeaderBytes > 0)
            {
                ReadFragments(fileBytes, header);
            }
        }
        catch (IOException e)
        {
            problem ??= $"the file cannot be read: {e.Message}";
            isUncertain = true;
        }
        return new SegmentScan
        {
            Identity = header?.Identity,
            Tracks = header?.Tracks ?? [],
            HeaderBytes = header?.HeaderBytes ?? 0,
            Fragments = fragments,
            ValidBytes = validBytes,
            FileBytes = fileBytes,
            DamagedBytes = damagedBytes,
            IsUncertain = isUncertain,
            Problem = problem,
        };
    }

    private void ReadFragments(long fileBytes, HeaderReader found)
    {
        using var reader = new FragmentReader(file, fileBytes, found.Tracks, depth);
        using var search = new MoofSearch(file, fileBytes);
        long at = validBytes;
        int falseBeginnings = 0;
        while (at < fileBytes && falseBeginnings < MaxFalseBeginnings)
        {
            string? wrong = TryRead(reader, at, out FragmentEntry entry);
            if (wrong is null)
            {
                damagedBytes += at - validBytes;
                fragments.Add(entry.Below(fragments.Count > 0 ? fragments[^1] : null));
                at += entry.Bytes;
                at += PaddingAt(at, fileBytes);
                validBytes = at;
                continue;
            }
            problem ??= $"at byte {at}: {wrong}";
            falseBeginnings++;
            at = search.Next(at + 1);
        }
        isUncertain |= at < fileBytes || search.HasUnreadable;
        if (isUncertain)
        {
            damagedBytes += fileBytes - validBytes;
            validBytes = fileBytes;
        }
    }

    private int PaddingAt(long at, long fileBytes)
    {
        try
        {
            return SegmentPadding.At(file, at, fileBytes, depth);
        }
        catch (IOException)
        {
            // Whoever looks for the next fragment here meets the same, and tells it.
            return 0;
        }
    }

    /// <summary>One unreadable sector must not cost what lies behind it.</summary>
    private string? TryRead(FragmentReader reader, long at, out FragmentEntry entry)
    {
        try
        {
            return reader.TryRead(at, out entry);
        }
        catch (IOException e)
        {
            entry = default;
            isUncertain = true;
            return $"the disk cannot read it: {e.Message}";
        }
    }
}
