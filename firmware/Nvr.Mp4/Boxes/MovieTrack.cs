using Nvr.Core.Media;

namespace Nvr.Mp4.Boxes;

/// <summary>One trak: formats that share codec and clock rate, each of which becomes a sample entry.</summary>
internal sealed class MovieTrack(params TrackFormat[] formats)
{
    public List<TrackFormat> Formats { get; } = [.. formats];

    public TrackFormat First => Formats[0];

    public int ClockRate => First.ClockRate;

    public void Write(BoxWriter writer, int trackId) => writer.Box(FourCc.Trak, trak =>
    {
        // Flags: enabled, in movie.
        trak.FullBox(FourCc.Tkhd, 0, 3, tkhd => WriteTrackHeader(tkhd, trackId));
        trak.Box(FourCc.Mdia, WriteMedia);
    });

    private void WriteTrackHeader(BoxWriter tkhd, int trackId)
    {
        tkhd.U32(0);
        tkhd.U32(0);
        tkhd.U32((uint)trackId);
        tkhd.U32(0);
        tkhd.U32(0);
        tkhd.Zeros(8);
        tkhd.U16(0);
        tkhd.U16(First.IsVideo ? 0 : 1);
        tkhd.U16(First.IsVideo ? 0 : 0x0100);
        tkhd.U16(0);
        tkhd.Matrix();
        // FFmpeg takes the picture size of the last sample entry and would make a pixel aspect ratio of any other size here.
        tkhd.U32((uint)Formats[^1].Width << 16);
        tkhd.U32((uint)Formats[^1].Height << 16);
    }

    private void WriteMedia(BoxWriter mdia)
    {
        mdia.FullBox(FourCc.Mdhd, 0, 0, mdhd =>
        {
            mdhd.U32(0);
            mdhd.U32(0);
            mdhd.U32((uint)ClockRate);
            mdhd.U32(0);
            // Language "und" in three 5-bit letters.
            mdhd.U16(0x55C4);
            mdhd.U16(0);
        });
        mdia.FullBox(FourCc.Hdlr, 0, 0, hdlr =>
        {
            hdlr.U32(0);
            hdlr.U32(First.IsVideo ? FourCc.Vide : FourCc.Soun);
            hdlr.Zeros(12);
            hdlr.Bytes(First.IsVideo ? "video\0"u8 : "audio\0"u8);
        });
        mdia.Box(FourCc.Minf, WriteMediaInformation);
    }

    private void WriteMediaInformation(BoxWriter minf)
    {
        if (First.IsVideo)
        {
            minf.FullBox(FourCc.Vmhd, 0, 1, vmhd => vmhd.Zeros(8));
        }
        else
        {
            minf.FullBox(FourCc.Smhd, 0, 0, smhd => smhd.Zeros(4));
        }
        minf.Box(FourCc.Dinf, dinf => dinf.FullBox(FourCc.Dref, 0, 0, dref =>
        {
            dref.U32(1);
            dref.FullBox(FourCc.Url, 0, 1, _ => { });
        }));
        minf.Box(FourCc.Stbl, WriteSampleTable);
    }

    private void WriteSampleTable(BoxWriter stbl)
    {
        stbl.FullBox(FourCc.Stsd, 0, 0, stsd =>
        {
            stsd.U32((uint)Formats.Count);
            foreach (TrackFormat format in Formats)
            {
                SampleEntryWriter.Write(stsd, format);
            }
        });
        stbl.FullBox(FourCc.Stts, 0, 0, stts => stts.U32(0));
        stbl.FullBox(FourCc.Stsc, 0, 0, stsc => stsc.U32(0));
        stbl.FullBox(FourCc.Stsz, 0, 0, stsz => stsz.Zeros(8));
        stbl.FullBox(FourCc.Stco, 0, 0, stco => stco.U32(0));
    }
}
