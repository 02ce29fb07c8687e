using BenchmarkDotNet.Running;
using ChangeDetection.Benchmarks.Live;
using ChangeDetection.Benchmarks.Rest;

// Run with: dotnet run -c Release --project ChangeDetection.Benchmarks -- --filter '*'
// The live view under load: dotnet run -c Release --project ChangeDetection.Benchmarks -- live clients=1000 seconds=60
// REST under load: dotnet run -c Release --project ChangeDetection.Benchmarks -- rest
if (args is ["live", .. var words])
    await LiveLoad.RunAsync(LiveLoadSettings.Read(words), CancellationToken.None);
else if (args is ["rest"])
    await RestLoad.RunAsync(CancellationToken.None);
else
    BenchmarkSwitcher.FromAssembly(typeof(LiveLoad).Assembly).Run(args);
