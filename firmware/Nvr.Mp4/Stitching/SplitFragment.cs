using Nvr.Mp4.Boxes;

namespace Nvr.Mp4.Stitching;

/// <summary>A stored fragment taken apart into its pictures and its sound, either of which may be missing.</summary>
internal readonly struct SplitFragment
{
    public TrafLayout Pictures { get; private init; }

    public TrafLayout Sound { get; private init; }

    public int PictureBytes { get; private init; }

    public int SoundBytes { get; private init; }

    public bool HasPictures => Pictures.SampleCount > 0;

    /// <summary>False when the moof is not what its writer wrote or does not fit the fragment.</summary>
    public static bool TryRead(ReadOnlySpan<byte> moof, PlacedPart part, PlacedFragment fragment, out SplitFragment split)
    {
        split = default;
        int dataAt = moof.Length + MoofLayout.MdatHeaderBytes;
        if (!MoofLayout.TryParse(moof, out MoofLayout layout) || !FragmentCheck.MoofMatches(moof, layout) || layout.First.DataOffset != dataAt)
        {
            return false;
        }
        bool two = layout.TrafCount == 2;
        int firstBytes = (two ? layout.Second.DataOffset : fragment.Entry.Bytes) - dataAt;
        int secondBytes = fragment.Entry.Bytes - dataAt - firstBytes;
        if (firstBytes < 0 || secondBytes < 0 || !IsPicture(layout.First, part, out bool picturesFirst) || (two && (!IsPicture(layout.Second, part, out bool again) || again || !picturesFirst)))
        {
            return false;
        }
        split = picturesFirst
            ? new SplitFragment { Pictures = layout.First, PictureBytes = firstBytes, Sound = two ? layout.Second : default, SoundBytes = secondBytes }
            : new SplitFragment { Sound = layout.First, SoundBytes = firstBytes };
        return true;
    }

    /// <summary>False when the part has no such track.</summary>
    private static bool IsPicture(TrafLayout traf, PlacedPart part, out bool isPicture)
    {
        bool known = traf.TrackId > 0 && traf.TrackId <= part.Tracks.Count;
        isPicture = known && part.Tracks[traf.TrackId - 1].IsVideo;
        return known;
    }
}
