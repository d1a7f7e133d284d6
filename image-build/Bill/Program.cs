using System.CommandLine;
using System.Globalization;
using Bill;

var name = new Option<string>("--name") { Required = true, Description = "Of the image." };
var version = new Option<string>("--version-of-image") { Required = true };
var debian = new Option<string>("--debian") { Required = true, Description = "The list of its packages." };
var documents = new Option<string>("--documents") { Required = true, Description = "Its usr/share/doc." };
var nuget = new Option<string>("--nuget") { Required = true, Description = "The program's packages.lock.json." };
var npm = new Option<string>("--npm") { Required = true, Description = "The page's package-lock.json." };
var epoch = new Option<string>("--epoch") { Required = true, Description = "When it was made, in seconds since 1970." };
var bill = new Option<string>("--bill") { Required = true, Description = "Where the bill of materials goes." };
var licences = new Option<string>("--licences") { Required = true, Description = "Where the list of licences goes." };
var root = new RootCommand("Says what is in an image.") { name, version, debian, documents, nuget, npm, epoch, bill, licences };
root.SetAction(asked =>
{
    string packages = Environment.GetEnvironmentVariable("NUGET_PACKAGES") ?? Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".nuget", "packages");
    Component[] components =
    [
        .. new[]
        {
            DebianPackages.Read(asked.GetRequiredValue(debian), asked.GetRequiredValue(documents)),
            NugetPackages.Read(asked.GetRequiredValue(nuget), packages),
            NpmPackages.Read(asked.GetRequiredValue(npm)),
        }.SelectMany(c => c).OrderBy(c => c.Url, StringComparer.Ordinal),
    ];
    string image = asked.GetRequiredValue(name);
    string imageVersion = asked.GetRequiredValue(version);
    using FileStream to = File.Create(asked.GetRequiredValue(bill));
    BillWriter.WriteBill(
        to,
        new Component(image, imageVersion, $"pkg:generic/{image}@{imageVersion}", []),
        DateTimeOffset.FromUnixTimeSeconds(long.Parse(asked.GetRequiredValue(epoch), CultureInfo.InvariantCulture)),
        components);
    File.WriteAllText(asked.GetRequiredValue(licences), BillWriter.Licences(components));
});
return root.Parse(args).Invoke();
