namespace SimCamera.Onvif;

/// <summary>
/// Keeps a device's clock with its time server while it is set to do so: asks by SNTP as soon as it is told to, and again from time to time.
/// Runs until it is disposed. Thread-safe.
/// </summary>
internal sealed class NtpFollower : IAsyncDisposable
{
    private readonly OnvifDevice _device;
    private readonly CancellationTokenSource _stop = new();
    private readonly SemaphoreSlim _news = new(0, 1);
    private readonly Task _running;

    public NtpFollower(OnvifDevice device)
    {
        _device = device;
        _running = RunAsync();
    }

    /// <summary>The settings changed.</summary>
    public void Wake()
    {
        lock (_news)
        {
            if (_news.CurrentCount == 0)
            {
                _news.Release();
            }
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync().ConfigureAwait(false);
        await _running.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _stop.Dispose();
        _news.Dispose();
    }

    private async Task RunAsync()
    {
        while (true)
        {
            await _news.WaitAsync(_device.Options.NtpInterval, _stop.Token).ConfigureAwait(false);
            bool asks = _device is { IsDown: false, Settings.UsesNtp: true, Plan.IgnoresNtp: false };
            if (asks && _device.Settings.NtpServer is { } server
                && await NtpExchange.AskAsync(server, _device.Options.NtpPort, () => _device.Clock.Now, _stop.Token).ConfigureAwait(false) is { } ahead
                // An answer to somebody who asks no longer is not followed.
                && _device.Settings.UsesNtp && _device.Settings.NtpServer == server)
            {
                _device.Clock.Set(_device.Clock.Now + ahead);
            }
        }
    }
}
