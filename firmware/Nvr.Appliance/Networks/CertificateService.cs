using Microsoft.Extensions.Hosting;
using Nvr.Web.Tls.Acme;

namespace Nvr.Appliance.Networks;

/// <summary>Looks every hour whether the page's certificate ends and a new one is to be fetched, for as long as the program runs.</summary>
internal sealed class CertificateService(AcmeKeeper acme) : BackgroundService
{
    private static readonly TimeSpan s_interval = TimeSpan.FromHours(1);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using PeriodicTimer timer = new(s_interval);
        do
        {
            await acme.LookAsync(stoppingToken);
        }
        while (await timer.WaitForNextTickAsync(stoppingToken));
    }
}
