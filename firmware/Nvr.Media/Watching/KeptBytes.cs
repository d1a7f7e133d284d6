namespace Nvr.Media.Watching;

/// <summary>What the groups of all cameras may take of memory together. Used by one thread.</summary>
/// <param name="most">Bytes.</param>
internal sealed class KeptBytes(int most)
{
    /// <summary>Sixteen sub streams of 800 kbit/s keep 4 s each in 6.4 MB; the process may write to 768 MB.</summary>
    public const int Usual = 32 << 20;

    private int taken;

    public bool TryTake(int bytes)
    {
        if (taken + bytes > most)
        {
            return false;
        }
        taken += bytes;
        return true;
    }

    public void Return(int bytes) => taken -= bytes;
}
