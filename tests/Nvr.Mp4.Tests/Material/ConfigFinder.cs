using System.Buffers.Binary;
using System.Text;
using Nvr.Core.Media;

namespace Nvr.Mp4.Tests.Material;

/// <summary>Finds the codec configuration in a file of ffmpeg's muxer by its box type, without the code under test.</summary>
internal static class ConfigFinder
{
    public static byte[] Find(byte[] file, Codec codec) => codec switch
    {
        Codec.H264 => Body(file, "avcC"),
        Codec.H265 => Body(file, "hvcC"),
        Codec.Opus => Body(file, "dOps"),
        Codec.Flac => Body(file, "dfLa")[8..42],
        Codec.Aac => SpecificConfig(Body(file, "esds")),
        _ => [],
    };

    private static byte[] Body(byte[] file, string type)
    {
        int at = file.AsSpan().LastIndexOf(Encoding.ASCII.GetBytes(type));
        int size = BinaryPrimitives.ReadInt32BigEndian(file.AsSpan(at - 4));
        return file[(at + 4)..(at - 4 + size)];
    }

    /// <summary>ffmpeg writes descriptor lengths in four bytes: tag 5, 80 80 80 n.</summary>
    private static byte[] SpecificConfig(byte[] esds)
    {
        int at = esds.AsSpan().IndexOf<byte>([0x05, 0x80, 0x80, 0x80]) + 4;
        return esds[(at + 1)..(at + 1 + esds[at])];
    }
}
