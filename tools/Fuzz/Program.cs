using System.CommandLine;
using Fuzz;

var targets = new Argument<string[]>("target") { Description = "Which targets; all when none is named.", Arity = ArgumentArity.ZeroOrMore };
var seconds = new Option<int>("--seconds") { Description = "How long each target runs.", DefaultValueFactory = _ => 60 };
var seed = new Option<int?>("--seed") { Description = "Begin of the random numbers; a new one each day when left out." };
var replay = new Option<string?>("--replay") { Description = "Runs one saved input against the one target named." };
var work = new Option<string>("--work") { Description = "Where material and findings are kept.", DefaultValueFactory = _ => "artifacts/fuzz" };
var inside = new Option<bool>("--inside") { Description = "Fuzz in this process, which is an instrumented copy.", Hidden = true };
var root = new RootCommand("Feeds the rooms that read what strangers send with inputs made from real ones.")
{
    targets, seconds, seed, replay, work, inside,
};
root.SetAction(parsed =>
{
    var options = new FuzzOptions
    {
        Targets = parsed.GetValue(targets) ?? [],
        Time = TimeSpan.FromSeconds(parsed.GetValue(seconds)),
        Seed = parsed.GetValue(seed) ?? (int)(TimeProvider.System.GetUtcNow().ToUnixTimeSeconds() / 86400),
        Replay = parsed.GetValue(replay),
        Work = Path.GetFullPath(parsed.GetValue(work)!),
    };
    return parsed.GetValue(inside) ? FuzzCommands.Inside(options) : options.Replay is null ? FuzzCommands.Start(options) : FuzzCommands.Replay(options);
});
return root.Parse(args).Invoke();
