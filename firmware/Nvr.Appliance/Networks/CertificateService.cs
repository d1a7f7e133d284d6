using Microsoft.Extensions.Hosting;
using Nvr.Web.Tls;

namespace Nvr.Appliance.Networks;

/// <summary>Looks every hour whether the page's certificate ends, for as long as the program runs.</summary>
internal sealed class CertificateService(PageCertificate certificate) : BackgroundService
{
    private static readonly TimeSpan s_interval = TimeSpan.FromHours(1);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using PeriodicTimer timer = new(s_interval);
        do
        {
            certificate.Look();
        }
        while (await timer.WaitForNextTickAsync(stoppingToken));
    }
}
