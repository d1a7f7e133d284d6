using System.Buffers.Binary;
using System.Text;

namespace Fuzz.Material;

/// <summary>
/// A track's description and packets. As bytes: length u16 and the description, then for each packet a bit for RTCP and 15 bits of
/// length, milliseconds u8, and the packet; any bytes can be read so. Immutable.
/// </summary>
internal sealed record Recording(string Sdp, IReadOnlyList<RecordedPacket> Packets)
{
    private const int PacketHeader = 3;

    public static Recording FromInput(byte[] input)
    {
        List<Range> pieces = PiecesOf(input);
        string sdp = pieces.Count == 0 || pieces[0].End.Value < 2 ? "" : Encoding.UTF8.GetString(input[pieces[0]].AsSpan(2));
        return new Recording(sdp, [.. pieces.Skip(1).Select(p => ToPacket(input[p]))]);
    }

    public static List<Range> PiecesOf(byte[] input)
    {
        var pieces = new List<Range>();
        int at = 0;
        while (input.Length - at > PacketHeader)
        {
            int length = BinaryPrimitives.ReadUInt16BigEndian(input.AsSpan(at));
            int whole = pieces.Count == 0 ? 2 + length : PacketHeader + (length & 0x7FFF);
            int end = Math.Min(input.Length, at + whole);
            pieces.Add(at..end);
            at = end;
        }
        return pieces;
    }

    public byte[] ToInput(int packets)
    {
        byte[] sdp = Encoding.UTF8.GetBytes(Sdp);
        return [(byte)(sdp.Length >> 8), (byte)sdp.Length, .. sdp, .. Packets.Take(packets).SelectMany(ToBytes)];
    }

    private static byte[] ToBytes(RecordedPacket packet)
    {
        int head = packet.Bytes.Length | (packet.IsControl ? 0x8000 : 0);
        return [(byte)(head >> 8), (byte)head, (byte)packet.DelayMs, .. packet.Bytes];
    }

    private static RecordedPacket ToPacket(byte[] piece) => new((piece[0] & 0x80) != 0, piece[2], piece[PacketHeader..]);
}
