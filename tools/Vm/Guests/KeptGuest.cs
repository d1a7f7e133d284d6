namespace Vm.Guests;

/// <summary>
/// A guest that was booted and made ready once, and has no power since: guests that begin at that moment start within two seconds instead of a minute, each with a disk, a share and a port of its own.
/// They must end before this is disposed. Thread-safe.
/// </summary>
public sealed class KeptGuest : IAsyncDisposable
{
    private readonly Guest _guest;

    private KeptGuest(Guest guest, KeptMoment moment)
    {
        _guest = guest;
        Moment = moment;
    }

    internal KeptMoment Moment { get; }

    /// <param name="options">Without drives, since what a guest knows of one would be kept too. Memory, processors and further devices are those of all that begin there.</param>
    /// <param name="prepare">What is done in it before the moment is kept.</param>
    public static async Task<KeptGuest> MakeAsync(GuestOptions options, Func<Guest, Task> prepare)
    {
        Guest guest = await Guest.StartAsync(options).ConfigureAwait(false);
        try
        {
            await prepare(guest).ConfigureAwait(false);
            return new KeptGuest(guest, await guest.EndAtMomentAsync().ConfigureAwait(false));
        }
        catch
        {
            await guest.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }

    public ValueTask DisposeAsync() => _guest.DisposeAsync();
}
