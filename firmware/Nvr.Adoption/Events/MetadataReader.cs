using System.Text;
using Nvr.Core;
using Nvr.Core.Time;
using Nvr.Onvif.Events;
using Nvr.Onvif.Metadata;

namespace Nvr.Adoption.Events;

/// <summary>
/// Reads the documents of one metadata stream to their camera's ear, and judges whether the stream is of any use: throws
/// <see cref="NvrException"/> for one that is compressed, cannot be read, has no end, or is more than a recorder can use. One thread.
/// </summary>
internal sealed class MetadataReader(EventIntake intake, CameraId camera, SourceMap map, Func<UtcTime?, UtcTime> toBox, BoxClock clock, EventRules rules)
{
    private const int MaxRaw = 16 * 1024;
    private const long WindowUs = 10_000_000;

    // Several times the longest document.
    private const long MostWithoutDocument = 4L * MetadataParser.MaxBytes;

    private readonly CameraEar ear = intake.EarOf(camera);
    private long windowUs = clock.MonotonicUs;
    private long windowBytes;
    private long trackBytesAtDocument;
    private int brokenInARow;

    public long Documents { get; private set; }

    public long Broken { get; private set; }

    /// <param name="inbox">What was read now.</param>
    /// <param name="bytesRead">Bytes read now, whatever they were.</param>
    /// <param name="trackBytes">Bytes of the metadata track since the session's beginning: reports alone, over weeks in which nothing happens, are no document without end.</param>
    public void Read(MetadataInbox inbox, int bytesRead, long trackBytes)
    {
        CountBytes(bytesRead);
        foreach (ReadOnlyMemory<byte> document in inbox.Take())
        {
            trackBytesAtDocument = TryRead(document) ? trackBytes : trackBytesAtDocument;
        }
        Require(trackBytes - trackBytesAtDocument <= MostWithoutDocument, "It sends metadata without end.");
        Require(windowBytes <= rules.MostMetadataBytes, "It sends more metadata than can be of use.");
        ear.Tick();
    }

    private bool TryRead(ReadOnlyMemory<byte> bytes)
    {
        RequirePlain(bytes.Span);
        if (!MetadataParser.TryParse(bytes, out MetadataDocument? document))
        {
            Broken++;
            Require(++brokenInARow < rules.MostBrokenDocuments, "It sends metadata that cannot be read.");
            return false;
        }
        brokenInARow = 0;
        Documents++;
        foreach (AnalyticsFrame frame in document.Frames)
        {
            ear.See(frame, toBox(frame.CameraTime), () => Encoding.UTF8.GetString(bytes.Span[..Math.Min(bytes.Length, MaxRaw)]));
        }
        foreach (OnvifNotification notification in document.Notifications)
        {
            ear.Open(EventWay.Metadata);
            intake.Take(EventNormalizer.Normalize(notification, toBox(notification.CameraTime)), map, EventWay.Metadata, out _);
        }
        return true;
    }

    private void CountBytes(int bytesRead)
    {
        windowBytes += bytesRead;
        if (clock.MonotonicUs - windowUs > WindowUs)
        {
            (windowUs, windowBytes) = (clock.MonotonicUs, 0);
        }
    }

    /// <summary>The first bytes of GZIP (RFC 1952) and of EXI with or without its cookie (W3C EXI 1.0, section 5): neither is XML.</summary>
    private static void RequirePlain(ReadOnlySpan<byte> bytes)
    {
        bool isCompressed = bytes.StartsWith((ReadOnlySpan<byte>)[0x1F, 0x8B]) || bytes.StartsWith("$EXI"u8) || (!bytes.IsEmpty && bytes[0] >> 6 == 2);
        if (isCompressed)
        {
            throw new NvrException(ErrorKind.Unsupported, "The camera compresses its metadata, which the recorder does not read.");
        }
    }

    private static void Require(bool fine, string sentence)
    {
        if (!fine)
        {
            throw new NvrException(ErrorKind.Protocol, sentence);
        }
    }
}
