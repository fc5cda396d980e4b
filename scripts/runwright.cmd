@echo off
rem Starts Runwright in the Windows command prompt; when it has not been built yet, runwright.ps1 builds it first.
setlocal
for %%d in ("%~dp0..") do set "install=%%~fd"
set "jar=%install%\target\runwright.jar"
set "mark=%install%\target\runwright.jar.id"

rem The Java to use, and the folder it is installed in.
if defined JAVA_HOME (
  set "java=%JAVA_HOME%\bin\java.exe"
) else (
  for %%j in (java.exe) do set "java=%%~$PATH:j"
)
if not defined java (
  echo runwright: no Java was found: install a JDK 17 or newer and put it on the PATH, or set JAVA_HOME to its folder. 1>&2
  exit /b 1
)
if not exist "%java%" (
  echo runwright: JAVA_HOME is "%JAVA_HOME%", which has no bin\java.exe; set it to the folder of a JDK 17 or newer, or unset it. 1>&2
  exit /b 1
)
for %%j in ("%java%") do for %%d in ("%%~dpj..") do set "javahome=%%~fd"
set "version="
set "build="
if exist "%javahome%\release" for /f "usebackq tokens=1,2 delims==" %%a in ("%javahome%\release") do (
  if "%%a"=="JAVA_VERSION" set "version=%%~b"
  if "%%a"=="JAVA_RUNTIME_VERSION" set "build=%%~b"
)
if defined version for /f "tokens=1 delims=.+-" %%v in ("%version%") do if %%v lss 17 (
  echo runwright: Java 17 or newer is needed, but "%java%" is Java %version%; set JAVA_HOME to the folder of a JDK 17 or newer. 1>&2
  exit /b 1
)

rem Any command of runwright.ps1 builds what is missing.
if not exist "%mark%" goto build
if exist "%jar%" goto built
:build
powershell.exe -NoLogo -NoProfile -ExecutionPolicy Bypass -File "%~dp0runwright.ps1" version > nul
if errorlevel 1 exit /b 1
:built

rem The archive of loaded classes, if it was made by this very Java from this very jar.
set "hash="
set /p hash=<"%mark%"
set "archive=%install%\target\runwright-%build%-%hash%.jsa"
set "sharing=-XX:SharedArchiveFile=%archive%"
if not defined build set "archive="
if defined archive if not exist "%archive%" set "archive="
if not defined archive set "sharing=-Xshare:auto"

rem Runwright writes UTF-8; the console gets its own code page back afterwards.
set "page="
for /f "tokens=2 delims=:." %%p in ('chcp') do set "page=%%p"
chcp 65001 > nul
"%java%" -Xshare:auto "%sharing%" -Xlog:disable -XX:+UseSerialGC -Xms24m -XX:TieredStopAtLevel=1 -XX:-UsePerfData "-Drunwright.install=%install%" "-Drunwright.archive=%archive%" -jar "%jar%" %*
set "code=%errorlevel%"
if defined page chcp %page% > nul
exit /b %code%
