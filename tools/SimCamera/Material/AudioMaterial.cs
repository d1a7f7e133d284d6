namespace SimCamera.Material;

/// <summary>A loop of coded audio: packets of equal duration, each <see cref="AudioFormat.SamplesPerPacket"/> long. Immutable.</summary>
internal sealed class AudioMaterial(AudioFormat format, ReadOnlyMemory<byte>[] packets)
{
    public AudioFormat Format { get; } = format;

    public ReadOnlyMemory<byte>[] Packets { get; } = packets;

    public static AudioMaterial Parse(AudioFormat format, EncodedFile file)
    {
        var packets = new List<ReadOnlyMemory<byte>>();
        if (format.PacketBytes > 0)
        {
            for (int at = 0; at + format.PacketBytes <= file.Data.Length; at += format.PacketBytes)
            {
                packets.Add(file.Data.Slice(at, format.PacketBytes));
            }
        }
        else
        {
            int at = 0;
            foreach (EncodedPacket packet in file.Packets)
            {
                packets.Add(file.Data.Slice(at, packet.Bytes));
                at += packet.Bytes;
            }
        }

        return new AudioMaterial(format, [.. packets]);
    }
}
