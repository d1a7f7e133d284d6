using Xunit;

namespace Vm.Tests.Disks;

/// <summary>
/// A box with bays in a guest that has booted once and goes back to that moment, without disks, for each test (<see cref="DiskBox.BeginAsync"/>): two seconds instead of a minute. Booted when the first
/// test asks for it.
/// </summary>
public sealed class KeptBox : IAsyncDisposable
{
    private readonly Lazy<Task<DiskBox>> box = new(StartAsync);

    public async ValueTask DisposeAsync()
    {
        if (box.IsValueCreated && box.Value.IsCompletedSuccessfully)
        {
            await (await box.Value).DisposeAsync();
        }
    }

    internal Task<DiskBox> BoxAsync() => box.Value;

    private static async Task<DiskBox> StartAsync()
    {
        DiskBox started = await DiskBox.StartAsync(new DiskBoxOptions { Bays = 11, Kbit = 150, HasFixedBays = true });
        await started.Guest.KeepAsync();
        return started;
    }
}

/// <summary>Tests that take turns with it.</summary>
[CollectionDefinition]
public sealed class KeptBoxUsers : ICollectionFixture<KeptBox>;
