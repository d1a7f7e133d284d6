using SimCamera.Stamp;

namespace Nvr.Host.Tests.Page;

/// <summary>What the simulated cameras wrote into the pictures of a movie, in its order.</summary>
internal static class Stamps
{
    public static List<FrameStamp> Of(ReadOnlySpan<byte> movie)
    {
        List<FrameStamp> stamps = [];
        for (int at = movie.IndexOf(FrameStamp.Uuid); at >= 0; at = movie.IndexOf(FrameStamp.Uuid))
        {
            if (FrameStamp.TryRead(movie[at..], out FrameStamp stamp))
            {
                stamps.Add(stamp);
            }
            movie = movie[(at + FrameStamp.Uuid.Length)..];
        }
        return stamps;
    }
}
