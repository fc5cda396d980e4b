#requires -Version 5.1
# A Windows computer. All functions are in a file of their own, which is also what another computer is sent (see Use-RwComputer).
Set-StrictMode -Version Latest
. ([IO.Path]::Combine($PSScriptRoot, 'Remote.ps1'))
foreach ($file in $script:Files) { . $file }
