using System.Buffers.Binary;
using Nvr.Core.Media;
using Nvr.Mp4;

namespace Nvr.Storage.Tests.Support;

/// <summary>Small made-up H.264: well-formed as far as files go, with the second and the frame number inside.</summary>
internal static class Material
{
    public const int FramesPerSecond = 5;
    public const int FrameTicks = 90_000 / FramesPerSecond;

    public static readonly TrackFormat Video = new()
    {
        Codec = Codec.H264,
        ClockRate = 90_000,
        Width = 640,
        Height = 360,
        Config = new byte[] { 1, 0x64, 0, 0x28, 0xFF, 0xE1, 0, 4, 0x67, 0x64, 0, 0x28, 1, 0, 4, 0x68, 0xEE, 0x3C, 0x80 },
    };

    /// <summary>A fragment of one second that begins at that second of the segment.</summary>
    public static Fragment Second(int second, int frameBytes = 200, bool key = true)
    {
        using FragmentBuilder builder = new([Video]);
        for (int frame = 0; frame < FramesPerSecond; frame++)
        {
            long dts = (long)second * 90_000 + (frame * FrameTicks);
            builder.Append(0, dts, 0, key && frame == 0, Frame(second, frame, frameBytes, key && frame == 0));
        }
        return builder.Cut((uint)second + 1, [(second + 1) * 90_000L]);
    }

    public static byte[] Frame(int second, int frame, int bytes, bool key)
    {
        byte[] data = new byte[bytes];
        new Random((second * 100) + frame).NextBytes(data);
        BinaryPrimitives.WriteInt32BigEndian(data, bytes - 4);
        data[4] = (byte)(key ? 0x65 : 0x41);
        data[5] = (byte)second;
        data[6] = (byte)frame;
        return data;
    }
}
