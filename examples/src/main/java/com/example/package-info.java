/** Programs and a neuron as a user would write them; a test compiles and runs each. */
package com.example;
