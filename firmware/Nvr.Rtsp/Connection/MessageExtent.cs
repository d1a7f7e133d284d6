using System.Buffers.Text;
using Nvr.Core;

namespace Nvr.Rtsp.Connection;

/// <summary>
/// How far the RTSP message at the start of some bytes reaches, judged without decoding it. Throws for a message beyond the bounds
/// that a recorder is willing to hold: 64 KiB of head, 1 MiB of body.
/// </summary>
internal readonly struct MessageExtent
{
    private const int MaxHead = 64 * 1024;
    private const int MaxBody = 1024 * 1024;
    private const int MaxFirstLine = 4096;
    private const int MaxMethod = 20;

    private MessageExtent(int head, int body, bool maybe)
    {
        Head = head;
        Total = head + body;
        MayBecomeMessage = maybe;
    }

    /// <summary>Bytes up to the body; 0 while unknown.</summary>
    public int Head { get; }

    public int Total { get; }

    public bool IsMessage => Head > 0;

    /// <summary>Nothing so far speaks against a message, but its head is not complete.</summary>
    public bool MayBecomeMessage { get; }

    /// <summary>No message begins in so many bytes: binary data come before the head of any could end. 0 where nothing is known.</summary>
    public int RuledOut { get; private init; }

    public static MessageExtent Measure(ReadOnlySpan<byte> bytes)
    {
        if (!BeginsReply(bytes) && !BeginsRequest(bytes))
        {
            return default;
        }
        ReadOnlySpan<byte> text = bytes[..Math.Min(bytes.Length, MaxHead)];
        int binary = text.IndexOfAnyInRange((byte)0, (byte)8);
        int head = HeadLength(binary < 0 ? text : text[..binary]);
        if (head > 0)
        {
            return new MessageExtent(head, BodyLength(text[..head]), false);
        }
        // Binary media behind the first words of a message: the camera broke off in mid-message.
        if (binary >= 0)
        {
            return new MessageExtent(0, 0, false) { RuledOut = binary };
        }
        return bytes.Length < MaxHead ? new MessageExtent(0, 0, true) : throw TooLong();
    }

    public static bool BeginsReply(ReadOnlySpan<byte> bytes)
    {
        ReadOnlySpan<byte> mark = "RTSP/"u8;
        int common = Math.Min(mark.Length, bytes.Length);
        return bytes[..common].SequenceEqual(mark[..common]);
    }

    private static bool BeginsRequest(ReadOnlySpan<byte> bytes)
    {
        int method = bytes[..Math.Min(bytes.Length, MaxMethod + 1)].IndexOfAnyExceptInRange((byte)'A', (byte)'_');
        if (method < 0)
        {
            return bytes.Length <= MaxMethod;
        }
        if (method is 0 or > MaxMethod || bytes[method] != ' ')
        {
            return false;
        }
        ReadOnlySpan<byte> line = bytes[..Math.Min(bytes.Length, MaxFirstLine + 2)];
        int lineEnd = line.IndexOf((byte)'\n');
        line = (lineEnd < 0 ? line : line[..lineEnd]).TrimEnd(" \r"u8);
        if (line.Length > MaxFirstLine || line.ContainsAnyExceptInRange((byte)' ', (byte)'~'))
        {
            return false;
        }
        return lineEnd < 0 || (line.Length > 8 && line[^8..^1].SequenceEqual("RTSP/1."u8));
    }

    // Bare line feeds are taken as line ends: some cameras write nothing else.
    private static int HeadLength(ReadOnlySpan<byte> bytes)
    {
        int from = 0;
        while (bytes[from..].IndexOf((byte)'\n') is >= 0 and int feed)
        {
            from += feed + 1;
            ReadOnlySpan<byte> next = bytes[from..];
            if (next.StartsWith("\n"u8))
            {
                return from + 1;
            }
            if (next.StartsWith("\r\n"u8))
            {
                return from + 2;
            }
        }
        return 0;
    }

    private static int BodyLength(ReadOnlySpan<byte> head)
    {
        ReadOnlySpan<byte> name = "content-length:"u8;
        while (head.IndexOf((byte)'\n') is >= 0 and int feed)
        {
            head = head[(feed + 1)..];
            if (head.Length > name.Length && System.Text.Ascii.EqualsIgnoreCase(head[..name.Length], name))
            {
                ReadOnlySpan<byte> value = head[name.Length..].TrimStart((byte)' ');
                return !Utf8Parser.TryParse(value, out long length, out _) || length < 0 ? 0 : length > MaxBody ? throw TooLong() : (int)length;
            }
        }
        return 0;
    }

    private static NvrException TooLong() =>
        new(ErrorKind.Protocol, "The camera sent a message that is far too long. It may not be a camera, or need a restart.");
}
