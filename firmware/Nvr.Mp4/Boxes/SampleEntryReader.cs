using System.Buffers.Binary;
using Nvr.Core.Media;

namespace Nvr.Mp4.Boxes;

/// <summary>Reads a <see cref="TrackFormat"/> back from the sample entry that <see cref="SampleEntryWriter"/> wrote.</summary>
internal static class SampleEntryReader
{
    private const int VideoBytes = 78;
    private const int AudioBytes = 28;

    /// <summary>Null for an entry that is none of ours.</summary>
    public static TrackFormat? Read(uint type, ReadOnlySpan<byte> entry, int clockRate) => type switch
    {
        FourCc.Avc1 => ReadVideo(Codec.H264, FourCc.AvcC, entry, clockRate),
        FourCc.Hvc1 => ReadVideo(Codec.H265, FourCc.HvcC, entry, clockRate),
        FourCc.Jpeg => ReadVideo(Codec.Mjpeg, null, entry, clockRate),
        FourCc.Mp4a => ReadAudio(Codec.Aac, FourCc.Esds, entry, clockRate),
        FourCc.Opus => ReadAudio(Codec.Opus, FourCc.DOps, entry, clockRate),
        FourCc.FLaC => ReadAudio(Codec.Flac, FourCc.DfLa, entry, clockRate),
        _ => null,
    };

    private static TrackFormat? ReadVideo(Codec codec, uint? configType, ReadOnlySpan<byte> entry, int clockRate)
    {
        if (entry.Length < VideoBytes)
        {
            return null;
        }
        return new TrackFormat
        {
            Codec = codec,
            ClockRate = clockRate,
            Width = BinaryPrimitives.ReadUInt16BigEndian(entry[24..]),
            Height = BinaryPrimitives.ReadUInt16BigEndian(entry[26..]),
            Config = configType is { } box ? BoxReader.Find(entry[VideoBytes..], box).ToArray() : default,
        };
    }

    private static TrackFormat? ReadAudio(Codec codec, uint configType, ReadOnlySpan<byte> entry, int clockRate)
    {
        if (entry.Length < AudioBytes)
        {
            return null;
        }
        ReadOnlySpan<byte> box = BoxReader.Find(entry[AudioBytes..], configType);
        uint rate = BinaryPrimitives.ReadUInt32BigEndian(entry[24..]);
        return new TrackFormat
        {
            Codec = codec,
            ClockRate = clockRate,
            Channels = BinaryPrimitives.ReadUInt16BigEndian(entry[16..]),
            SampleRate = rate == 0 ? clockRate : (int)(rate >> 16),
            Config = (codec switch
            {
                Codec.Aac => ReadSpecificConfig(box),
                Codec.Flac => box.Length < 8 ? default : box[8..],
                _ => box,
            }).ToArray(),
        };
    }

    /// <summary>Descends ES_Descriptor, DecoderConfigDescriptor, DecoderSpecificInfo (ISO/IEC 14496-1, 7.2.6).</summary>
    private static ReadOnlySpan<byte> ReadSpecificConfig(ReadOnlySpan<byte> esds)
    {
        ReadOnlySpan<byte> stream = esds.Length < 4 ? default : ReadDescriptor(esds[4..], 3);
        ReadOnlySpan<byte> decoder = stream.Length < 3 ? default : ReadDescriptor(stream[3..], 4);
        return decoder.Length < 13 ? default : ReadDescriptor(decoder[13..], 5);
    }

    private static ReadOnlySpan<byte> ReadDescriptor(ReadOnlySpan<byte> data, byte tag)
    {
        if (data.Length < 2 || data[0] != tag)
        {
            return default;
        }
        int length = 0;
        int at = 1;
        byte part;
        do
        {
            if (at > 4 || at >= data.Length)
            {
                return default;
            }
            part = data[at++];
            length = (length << 7) | (part & 0x7F);
        }
        while ((part & 0x80) != 0);
        return length <= data.Length - at ? data.Slice(at, length) : default;
    }
}
