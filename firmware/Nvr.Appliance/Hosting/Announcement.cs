using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.DependencyInjection;
using Nvr.Web.Accounts;

namespace Nvr.Appliance.Hosting;

/// <summary>Tells whoever started the program where to look and, on a new box, the code that lets them in.</summary>
internal static class Announcement
{
    public static void Print(WebApplication app, RunOptions options)
    {
        Console.WriteLine($"{options.Board.Name}, nvrd {ProductVersion.Text}");
        foreach (string address in app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()?.Addresses ?? [])
        {
            Console.WriteLine($"Open {address}");
        }
        if (app.Services.GetRequiredService<SetupCode>().Value is { } code)
        {
            Console.WriteLine($"Setup code: {code[..4]} {code[4..]}");
        }
    }
}
