using System.Net;
using System.Net.Sockets;

namespace Nvr.Network.Settings;

/// <summary>Arithmetic of IPv4 networks. Pure.</summary>
internal static class Ranges
{
    public static IPNetwork Of(IPAddress address, int prefixLength) => new(At(Value(address) & Mask(prefixLength)), prefixLength);

    public static bool Overlap(IPNetwork one, IPNetwork other) => one.Contains(other.BaseAddress) || other.Contains(one.BaseAddress);

    /// <summary>The one so far behind the first of the network.</summary>
    public static IPAddress At(IPNetwork network, uint offset) => At(Value(network.BaseAddress) + offset);

    public static IPAddress Last(IPNetwork network) => At(Value(network.BaseAddress) | ~Mask(network.PrefixLength));

    /// <summary>As it is written in every settings file, and in no other way: four numbers without zeros before them.</summary>
    public static IPAddress? Parse(string? text) =>
        text is { Length: <= 15 } && IPAddress.TryParse(text, out IPAddress? address) && address.AddressFamily == AddressFamily.InterNetwork && address.ToString() == text ? address : null;

    private static uint Mask(int prefixLength) => prefixLength == 0 ? 0 : uint.MaxValue << (32 - prefixLength);

    private static uint Value(IPAddress address)
    {
        Span<byte> bytes = stackalloc byte[4];
        address.TryWriteBytes(bytes, out _);
        return System.Buffers.Binary.BinaryPrimitives.ReadUInt32BigEndian(bytes);
    }

    private static IPAddress At(uint value) => new([(byte)(value >> 24), (byte)(value >> 16), (byte)(value >> 8), (byte)value]);
}
