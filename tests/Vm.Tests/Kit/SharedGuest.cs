using Vm.Guests;
using Xunit;

namespace Vm.Tests.Kit;

/// <summary>
/// A guest with nvrd in /opt/nvr for all tests that leave it as they found it. A scenario that cuts its power or breaks it starts its own.
/// </summary>
public sealed class SharedGuest : IAsyncDisposable
{
    private readonly Lazy<Task<Guest>> guest = new(StartAsync);

    public Task<Guest> GuestAsync() => guest.Value;

    public async ValueTask DisposeAsync()
    {
        if (guest.IsValueCreated && guest.Value.IsCompletedSuccessfully)
        {
            await (await guest.Value).DisposeAsync();
        }
    }

    // Its tests start the program with words of their own each time, not by the product's service.
    private static async Task<Guest> StartAsync()
    {
        Guest started = await InstalledGuest.StartAsync();
        await started.OutputAsync("rm /etc/systemd/system/nvrd.service && systemctl daemon-reload");
        return started;
    }
}

/// <summary>Tests that take turns with it.</summary>
[CollectionDefinition]
public sealed class SharedGuestUsers : ICollectionFixture<SharedGuest>;
