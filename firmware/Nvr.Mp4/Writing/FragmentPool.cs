namespace Nvr.Mp4.Writing;

/// <summary>Fragments that wait to be filled again, shared by all cameras, kept up to a bound. Thread-safe.</summary>
internal sealed class FragmentPool(int keep)
{
    private readonly Lock gate = new();
    private readonly Fragment[] free = new Fragment[keep];
    private int count;

    /// <summary>A few seconds of 64 streams; an empty fragment holds some hundred bytes.</summary>
    public static FragmentPool Shared { get; } = new(256);

    public Fragment Rent()
    {
        lock (gate)
        {
            if (count > 0)
            {
                Fragment fragment = free[--count];
                free[count] = null!;
                return fragment;
            }
        }
        return new Fragment();
    }

    public void Return(Fragment fragment)
    {
        lock (gate)
        {
            if (count < free.Length)
            {
                free[count++] = fragment;
            }
        }
    }
}
