using Microsoft.Extensions.Hosting;
using Nvr.Storage.Settings;
using Nvr.Web.Box;

namespace Nvr.Appliance.Hosting;

/// <summary>The reset to factory settings, the same from the panel and from the page. Whoever supervises the program starts it again, and the start does it: nothing holds settings in memory then. Thread-safe.</summary>
internal sealed class ResetDesk(DataDirectory data, IHostApplicationLifetime program) : IFactoryReset
{
    public void Begin(bool eraseRecordings)
    {
        FactoryReset.Ask(data, eraseRecordings);
        program.StopApplication();
    }
}
