using Nvr.Core.Media;

namespace Nvr.Mp4.Boxes;

/// <summary>
/// Sample entries with their codec configuration: ISO/IEC 14496-15 (avc1, hvc1), 14496-14 (mp4a), "Encapsulation of Opus in ISO
/// Base Media File Format", "Encapsulation of FLAC in ISO Base Media File Format", QuickTime (jpeg).
/// </summary>
internal static class SampleEntryWriter
{
    public static void Write(BoxWriter stsd, TrackFormat format)
    {
        switch (format.Codec)
        {
            case Codec.H264:
                WriteVideo(stsd, FourCc.Avc1, FourCc.AvcC, format);
                break;
            case Codec.H265:
                WriteVideo(stsd, FourCc.Hvc1, FourCc.HvcC, format);
                break;
            case Codec.Mjpeg:
                WriteVideo(stsd, FourCc.Jpeg, null, format);
                break;
            case Codec.Aac:
                WriteAudio(stsd, FourCc.Mp4a, format, entry => entry.FullBox(FourCc.Esds, 0, 0, esds => WriteEsds(esds, format)));
                break;
            case Codec.Opus:
                WriteAudio(stsd, FourCc.Opus, format, entry => entry.Box(FourCc.DOps, dOps => dOps.Bytes(format.Config.Span)));
                break;
            case Codec.Flac:
                WriteAudio(stsd, FourCc.FLaC, format, entry => entry.FullBox(FourCc.DfLa, 0, 0, dfLa => WriteStreamInfo(dfLa, format)));
                break;
            default:
                throw new ArgumentException($"{format.Codec} has no sample entry.", nameof(format));
        }
    }

    private static void WriteVideo(BoxWriter stsd, uint type, uint? configType, TrackFormat format) => stsd.Box(type, entry =>
    {
        entry.Zeros(6);
        entry.U16(1);
        entry.Zeros(16);
        entry.U16(format.Width);
        entry.U16(format.Height);
        // 72 dpi, one frame a sample, no compressor name, 24 bit colour.
        entry.U32(0x00480000);
        entry.U32(0x00480000);
        entry.U32(0);
        entry.U16(1);
        entry.Zeros(32);
        entry.U16(24);
        entry.U16(0xFFFF);
        if (configType is { } box)
        {
            entry.Box(box, config => config.Bytes(format.Config.Span));
        }
    });

    private static void WriteAudio(BoxWriter stsd, uint type, TrackFormat format, Action<BoxWriter> config) => stsd.Box(type, entry =>
    {
        entry.Zeros(6);
        entry.U16(1);
        entry.Zeros(8);
        entry.U16(format.Channels);
        entry.U16(16);
        entry.Zeros(4);
        // 16.16 fixed point has no room for 88.2 and 96 kHz; readers then take the media timescale.
        entry.U32(format.SampleRate <= ushort.MaxValue ? (uint)format.SampleRate << 16 : 0);
        config(entry);
    });

    private static void WriteEsds(BoxWriter esds, TrackFormat format)
    {
        int config = format.Config.Length;
        WriteDescriptor(esds, 3, 3 + 5 + 13 + 5 + config + 5 + 1);
        esds.U16(0);
        esds.U8(0);
        WriteDescriptor(esds, 4, 13 + 5 + config);
        // MPEG-4 audio, audio stream; buffer size and bit rates unknown.
        esds.U8(0x40);
        esds.U8(0x15);
        esds.Zeros(11);
        WriteDescriptor(esds, 5, config);
        esds.Bytes(format.Config.Span);
        WriteDescriptor(esds, 6, 1);
        esds.U8(2);
    }

    /// <summary>Tag and a length of always four bytes (ISO/IEC 14496-1, 8.3.3).</summary>
    private static void WriteDescriptor(BoxWriter esds, int tag, int length)
    {
        esds.U8(tag);
        esds.U8(0x80 | ((length >> 21) & 0x7F));
        esds.U8(0x80 | ((length >> 14) & 0x7F));
        esds.U8(0x80 | ((length >> 7) & 0x7F));
        esds.U8(length & 0x7F);
    }

    private static void WriteStreamInfo(BoxWriter dfLa, TrackFormat format)
    {
        // Block header: last block, type STREAMINFO.
        dfLa.U8(0x80);
        dfLa.U8(0);
        dfLa.U16(format.Config.Length);
        dfLa.Bytes(format.Config.Span);
    }
}
