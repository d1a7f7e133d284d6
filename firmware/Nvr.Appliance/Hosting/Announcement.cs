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
        Print(app.Services.GetRequiredService<SetupCode>());
    }

    /// <summary>The code that lets a first visitor in; nothing once somebody is in.</summary>
    public static void Print(SetupCode setUp)
    {
        if (setUp.Value is { } code)
        {
            Console.WriteLine($"Setup code: {code[..4]} {code[4..]}");
        }
    }
}
