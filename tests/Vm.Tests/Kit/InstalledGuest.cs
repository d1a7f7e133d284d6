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
        bool boots = !drives.All(d => d.IsPluggable);
        Guest guest = await Guest.StartAsync(options, boots ? null : await s_kept.Value);
        try
        {
            if (boots)
            {
                await Product.InstallAsync(guest);
            }
            // What was plugged in a moment ago has yet to be found.
            await guest.OutputAsync($"for drive in {string.Join(' ', drives.Select(d => d.Serial))}; do until lsblk -dno SERIAL | grep -qx $drive; do sleep 0.2; done; done; udevadm settle");
            return guest;
        }
        catch
        {
            await guest.DisposeAsync();
            throw;
        }
    }
}
