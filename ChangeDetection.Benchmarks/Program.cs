using BenchmarkDotNet.Running;

// Run with: dotnet run -c Release --project ChangeDetection.Benchmarks -- --filter '*'
BenchmarkSwitcher.FromAssembly(typeof(Program).Assembly).Run(args);
