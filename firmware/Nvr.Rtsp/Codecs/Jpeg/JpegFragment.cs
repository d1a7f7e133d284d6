using System.Buffers.Binary;

namespace Nvr.Rtsp.Codecs.Jpeg;

/// <summary>The headers in front of a piece of a JPEG scan (RFC 2435 section 3.1); points into the caller's bytes.</summary>
internal readonly ref struct JpegFragment
{
    private const int MainHeaderBytes = 8;

    public required int Offset { get; init; }

    /// <summary>0: 4:2:2, 1: 4:2:0; bit 6: with restart markers.</summary>
    public required int Type { get; init; }

    public required int Q { get; init; }

    public required int Width { get; init; }

    public required int Height { get; init; }

    public int RestartInterval { get; private init; }

    /// <summary>A bit for each table that has 16-bit entries.</summary>
    public int Precision { get; private init; }

    /// <summary>Empty when the packet brings none.</summary>
    public ReadOnlySpan<byte> Tables { get; private init; }

    public ReadOnlySpan<byte> Scan { get; private init; }

    public bool HasRestarts => Type >= 64;

    public static bool TryParse(ReadOnlySpan<byte> payload, out JpegFragment fragment)
    {
        fragment = default;
        if (payload.Length <= MainHeaderBytes)
        {
            return false;
        }

        var (offset, type, q) = ((payload[1] << 16) | (payload[2] << 8) | payload[3], payload[4], payload[5]);
        var (width, height) = (payload[6] * 8, payload[7] * 8);
        var rest = payload[MainHeaderBytes..];
        var restart = 0;
        if (type >= 64)
        {
            if (rest.Length < 4)
            {
                return false;
            }

            restart = BinaryPrimitives.ReadUInt16BigEndian(rest);
            rest = rest[4..];
        }

        if ((type & 0x3F) > 1 || type > 127 || !TryTakeTables(q >= 128 && offset == 0, ref rest, out var precision, out var tables))
        {
            return false;
        }

        fragment = new JpegFragment
        {
            Offset = offset,
            Type = type,
            Q = q,
            Width = width,
            Height = height,
            RestartInterval = restart,
            Precision = precision,
            Tables = tables,
            Scan = rest,
        };
        return true;
    }

    private static bool TryTakeTables(bool isPresent, scoped ref ReadOnlySpan<byte> rest, out int precision, out ReadOnlySpan<byte> tables)
    {
        precision = 0;
        tables = default;
        if (!isPresent)
        {
            return true;
        }

        if (rest.Length < 4)
        {
            return false;
        }

        var length = BinaryPrimitives.ReadUInt16BigEndian(rest[2..]);
        precision = rest[1];
        rest = rest[4..];
        if (length > rest.Length)
        {
            return false;
        }

        tables = rest[..length];
        rest = rest[length..];
        return true;
    }
}
