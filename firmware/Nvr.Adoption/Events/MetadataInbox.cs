using System.Buffers;
using Nvr.Core.Media;

namespace Nvr.Adoption.Events;

/// <summary>
/// What one reading of a metadata stream brought: every document with messages, up to a bound, and of those that only describe pictures the newest,
/// because a camera may describe each of its 25 a second. One thread.
/// </summary>
internal sealed class MetadataInbox : IAccessUnitSink
{
    private const int MaxTelling = 64;
    private const int MaxTellingBytes = 2 << 20;

    private readonly List<byte[]> telling = [];
    private readonly ArrayBufferWriter<byte> newest = new();
    private int tellingBytes;

    /// <summary>Documents that found no room.</summary>
    public long Dropped { get; private set; }

    public void OnAccessUnit(in AccessUnit unit)
    {
        if (unit.Data.IndexOf("NotificationMessage"u8) < 0)
        {
            newest.ResetWrittenCount();
            newest.Write(unit.Data);
        }
        else if (telling.Count < MaxTelling && tellingBytes + unit.Data.Length <= MaxTellingBytes)
        {
            telling.Add(unit.Data.ToArray());
            tellingBytes += unit.Data.Length;
        }
        else
        {
            Dropped++;
        }
    }

    /// <summary>Hands the documents over; the last one is valid until the next reading.</summary>
    public IReadOnlyList<ReadOnlyMemory<byte>> Take()
    {
        if (telling.Count == 0 && newest.WrittenCount == 0)
        {
            return [];
        }
        List<ReadOnlyMemory<byte>> taken = [.. telling.Select(t => (ReadOnlyMemory<byte>)t)];
        if (newest.WrittenCount > 0)
        {
            taken.Add(newest.WrittenMemory);
        }
        newest.ResetWrittenCount();
        telling.Clear();
        tellingBytes = 0;
        return taken;
    }
}
