using Vm.Guests;
using Vm.Tests.Kit;
using Xunit;

[assembly: AssemblyFixture(typeof(InstalledGuest))]

namespace Vm.Tests.Kit;

/// <summary>
/// Guests with the product installed, none of it started. The first that is asked for boots, which takes a minute; all begin at the moment after that (<see cref="KeptGuest"/>).
/// </summary>
public sealed class InstalledGuest : IAsyncDisposable
{
    private static readonly Lazy<Task<KeptGuest>> s_kept = new(() => KeptGuest.MakeAsync(new GuestOptions(), Product.InstallAsync));

    public async ValueTask DisposeAsync()
    {
        if (s_kept.IsValueCreated && s_kept.Value.IsCompletedSuccessfully)
        {
            await (await s_kept.Value).DisposeAsync();
        }
    }

    /// <param name="drives">In from the start. One of a kind that cannot be plugged in later costs a boot.</param>
    internal static async Task<Guest> StartAsync(params IReadOnlyList<GuestDrive> drives)
    {
        var options = new GuestOptions { Drives = drives };
        if (drives.All(d => d.IsPluggable))
        {
            return await Guest.StartAsync(options, await s_kept.Value);
        }
        Guest guest = await Guest.StartAsync(options);
        try
        {
            await Product.InstallAsync(guest);
            return guest;
        }
        catch
        {
            await guest.DisposeAsync();
            throw;
        }
    }
}
