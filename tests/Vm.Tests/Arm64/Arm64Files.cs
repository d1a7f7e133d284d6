namespace Vm.Tests.Arm64;

/// <summary>What tools/vm has made for arm64 guests.</summary>
internal static class Arm64Files
{
    public static string Named(string variable) =>
        Environment.GetEnvironmentVariable(variable) is { Length: > 0 } path ? path : throw new InvalidOperationException($"{variable} is not set: run tools/vm, or set it as that script does.");
}
